# SPDX-License-Identifier: EUPL-1.2
"""Given names that are common in Sweden, as public statistics list them; typed by hand, no source copied."""

_COMMON = """
Abdi Abdirahman Abdullah Adam Adrian Agnes Agneta Ahmed Aisha Aksel Albert Albin Alexander Alexandra Alfred Ali
Alice Alicia Alma Alva Alvin Amanda Amina Amir Anders Andrea Andreas Anette Anita Anja Ann Anna Annette
Annika Anton Arne Arvid Asta Astrid August Axel Barbro Bashar Beatrice Bengt Benjamin Berit Bertil Birger Birgit
Birgitta Britt Britta Camilla Carina Carl Carolina Caroline Casper Cecilia Charlie Charlotte Christer Christian
Christina Christoffer Claes Clara Conny Cornelia Dag Dagny Daniel Daniella David Diana Disa Doris Dragan Ebba
Eddie Edith Edvin Edward Einar Elias Elin Elina Elis Elisabet Elisabeth Elise Ella Ellen Ellinor Elliot Elsa
Elton Elvira Emelie Emil Emilia Emilie Emily Emma Emmy Erik Erika Erland Erling Ernst Esaias Ester Eva Evelina
Fabian Fadi Fatima Fatuma Felicia Felix Filip Filippa Fredrik Frida Fredrika Freja Gabriel Gabriella Georg Gerd
Gertrud Gunilla Gunnar Gunnel Gunvor Gustaf Gustav Göran Gösta Habib Hampus Hanna Hannah Hannes Hans Hassan Hedda
Hedvig Heidi Helen Helena Helene Helge Helmer Henning Henrik Henry Herman Hilda Hilma Hjalmar Hugo Hussein Håkan
Ibrahim Ida Idris Ines Inga Inge Ingegerd Ingela Ingemar Inger Ingmar Ingrid Ingvar Irene Iris Isabella Isabelle
Isak Ivar Jack Jacob Jakob Jamal James Jan Jan-Erik Jasmin Jenny Jens Jeanette Jennifer Jessica Jesper Jimmy
Joakim Joel Johan Johanna Johannes John Johnny Jon Jonas Jonatan Jonathan Josef Josefin Josefine Julia Julian
Julius Jörgen Kaj Kajsa Karin Karl Karolina Katarina Kenneth Kent Kerstin Kevin Khadija Khaled Kjell Klara Klas
Kristian Kristina Kristoffer Kurt Lars Lars-Erik Lasse Leif Lena Lennart Leo Leon Leonard Liam Lina Linda Linn
Linnea Linnéa Linus Lisa Lisbeth Liselotte Loke Lotta Louise Lovisa Lucas Ludvig Lukas Lydia Madeleine Magdalena
Magnus Mahmoud Maja Malin Malte Marcus Margareta Maria Mariam Marianne Marie Marina Mario Markus Marta Martin
Martina Maryam Mats Matilda Mattias Maya Melvin Mia Micael Michael Michaela Miguel Mikael Mikaela Milan Milena
Milo Miranda Mirjam Miriam Mohamed Mohammad Mohammed Moa Mona Monica Monika Monir Mustafa Märta Måns Nadia Nadja
Naima Natalie Nathalie Nellie Nicklas Niclas Nicole Niklas Nils Noah Nora Nour Oliver Olivia Olle Olof Omar Oscar
Oskar Osman Otto Ove Owe Patric Patricia Patrik Paul Paula Paulina Per Per-Olof Pernilla Peter Petra Petter Pia
Pierre Pontus Rasmus Rebecca Rebecka Reza Richard Rickard Rita Robert Robin Roger Roland Rolf Ronja Ronny Roy
Ruben Rune Ruth Saga Sally Samir Samira Samuel Sandra Sanna Sara Sarah Sebastian Selma Sigge Signe Sigrid Sigvard
Simon Simone Siri Sixten Sofia Sofie Solveig Sonja Staffan Stefan Stella Stellan Stina Sture Sune Susanna Susanne
Sven Svante Sylvia Tage Tanja Teodor Teresa Theo Therese Thomas Tilda Tilde Tim Tina Tindra Tobias Tom Tomas
Tommy Tony Torbjörn Tord Tore Torsten Tove Tyra Ulf Ulla Ulrica Ulrik Ulrika Uno Urban Vanessa Vera Veronica
Viggo Viktor Viktoria Vilgot Vilhelm Vilma Vincent Viola Wilhelm William Wilma Yasmin Ylva Yngve Yusuf Yvonne
Zahra Zainab Zlatan Åke Åsa Kalle Pelle Nisse Putte Micke Nettan Jocke Stoffe Ante Abbe Ibbe Mimmi Sussi Öjvind Örjan Östen
"""

_WORDS_TOO = "Alma Asta August Charlie Dag Iris Jack Lo Leo Maja Max Per Rita Saga Signe Tim Tom Urban Viola"

GIVEN_NAMES = frozenset(_COMMON.split())

ALSO_WORDS = frozenset(_WORDS_TOO.split())
"""Names that are ordinary words, places or firms too: told as a name only beside a surname or a word for it."""
